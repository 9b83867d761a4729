in vec3 position; in vec3 plane; in vec3 bend;
out vec2 place; out float drift; flat out vec3 value_plane; flat out vec3 value_bend;

void main() {
    gl_Position = projected(position);
    place = position.xy;
    value_plane = plane;
    value_bend = bend;
    drift = wind(place, seconds);
}
