in vec3 position; in float dark;
out float shade;

void main() {
    gl_Position = projected(position);
    shade = dark;
}
