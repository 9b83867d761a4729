in vec3 position; in float brink; in float lit;
out vec2 place; out float height; out float below; out float light;

void main() {
    gl_Position = projected(position);
    // The ground lies before the wall where they meet, though its triangles are coarse.
    gl_Position.z += 2.0 * BEHIND / (depths.y - depths.x) * gl_Position.w;
    place = position.xy;
    height = position.z;
    below = brink - position.z;
    light = lit;
}
