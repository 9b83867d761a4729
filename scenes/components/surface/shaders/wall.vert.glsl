in vec3 position; in float brink; in float lit;
out vec2 place; out float height; out float below; out float light; out float drift;

void main() {
    gl_Position = projected(position);
    place = position.xy;
    height = position.z;
    below = brink - position.z;
    light = lit;
    drift = wind(position.xy, seconds);
}
