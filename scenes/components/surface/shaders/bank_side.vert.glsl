in vec3 position; in float up;
out vec2 place; out float rise; out float below; out float face;
uniform vec3 eye_at; uniform float span;

void main() {
    rise = up * max((fog.y + BILLOW) * span - position.z, 0.0);
    gl_Position = projected(position + vec3(0.0, 0.0, rise));
    place = position.xy;
    below = fog.y - (position.z + rise) / span;
    face = 1.6 * abs(dot(normalize(eye_at.xy - place), normalize(place)));
}
