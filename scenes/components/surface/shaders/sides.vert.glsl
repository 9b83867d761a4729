in vec2 corner; in float kept;
out float share;

void main() {
    gl_Position = vec4(corner, 0.0, 1.0);
    share = kept;
}
