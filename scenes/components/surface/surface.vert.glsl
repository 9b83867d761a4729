uniform mat3 rotation; uniform vec3 middle; uniform float distance_; uniform vec2 depths;
uniform vec2 scale; uniform vec2 shift; uniform float levels;
uniform vec3 towards; uniform vec3 light; uniform vec3 fog_colour;
uniform vec3 shadow; uniform float shading;
in vec3 position; in vec3 normal; in vec3 colour; in float drift; in vec3 plane; in vec3 bend;
out vec2 place; out vec3 tint; out vec3 mist; flat out vec3 value_plane; flat out vec3 value_bend;
void main() {
    vec3 eye = rotation * (position - middle);
    float away = distance_ - eye.z;
    vec2 flat_ = eye.xy * distance_ / away * scale + shift;
    float depth = (away - depths.x) / (depths.y - depths.x);
    gl_Position = vec4(flat_.x * away, -flat_.y * away, (2.0 * depth - 1.0) * away, away);
    place = position.xy;
    float lit = dot(normal, light);
    float edge = 1.0 - clamp(dot(normal, towards), 0.0, 1.0);
    float shade = (0.80 + 0.34 * lit) * (1.0 - 0.35 * edge * edge * edge);
    tint = mix(shadow, colour, mix(1.0, shade, shading));
    mist = mix(shadow, fog_colour, 0.84 + 0.06 * lit + 0.07 * drift);
#ifdef HIDDEN
    tint = mix(tint, mist, THICKEST);
#endif
    value_plane = plane * levels + vec3(0.5, 0.0, 0.0);
    value_bend = bend * levels;
}
