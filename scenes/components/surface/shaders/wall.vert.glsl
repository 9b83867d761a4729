in vec3 position; in float brink; in float lit;
out float height; out float below; out float light; out float drift;

void main() {
    gl_Position = projected(position);
    height = position.z;
    below = brink - position.z;
    light = lit;
    drift = wind(position.xy, seconds);
}
