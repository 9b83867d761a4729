in vec3 position; in vec3 plane; in vec3 bend;
out vec2 place; out vec2 slant; flat out vec3 value_plane; flat out vec3 value_bend;
uniform vec3 eye_at; uniform float span;

void main() {
    gl_Position = projected(position);
    place = position.xy;
    value_plane = plane;
    value_bend = bend;
    // How far aside what is as high as all of the ground stands before a place.
    vec3 towards_eye = eye_at - position;
    slant = towards_eye.xy / max(towards_eye.z, 0.3) * span;
}
