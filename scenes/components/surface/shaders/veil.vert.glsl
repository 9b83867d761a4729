in vec2 corner;
out vec2 place;
uniform float edge;

void main() {
    gl_Position = vec4(corner, 0.0, 1.0);
    place = corner * edge;
}
