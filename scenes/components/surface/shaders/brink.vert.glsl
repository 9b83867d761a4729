// Along an edge of the ground, a strip of so many pixels to each side.
#define REACH 2.2
in vec3 before; in vec3 position; in vec3 after; in float side;
uniform vec2 half_size; uniform float span;
out vec2 place; out float share; out float off;

void main() {
    vec4 here = projected(position);
    vec4 ahead = projected(after), behind = projected(before);
    vec2 along = (ahead.xy / ahead.w - behind.xy / behind.w) * half_size;
    vec2 aside = vec2(-along.y, along.x) / max(length(along), 1e-6);
    here.xy += side * REACH * aside / half_size * here.w;
    here.z -= 2.0 * BEFORE / (depths.y - depths.x) * here.w;
    gl_Position = here;
    place = position.xy;
    share = position.z / span;
    off = side * REACH;
}
