in vec3 position; in float depth;
out vec2 place; out float shade;

void main() {
    gl_Position = projected(position);
    place = position.xy;
    shade = depth;
}
