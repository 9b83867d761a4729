in vec3 position; in vec3 upright; in vec3 plane; in vec3 bend;
out vec2 place; out float faced; flat out vec3 value_plane; flat out vec3 value_bend;
uniform vec3 eye_at;

void main() {
    gl_Position = projected(position);
    place = position.xy;
    value_plane = plane;
    value_bend = bend;
    faced = dot(normalize(eye_at - position), upright);
}
