uniform mat3 rotation; uniform vec3 middle; uniform float distance_; uniform vec2 depths;
uniform vec2 scale; uniform vec2 shift;

vec4 projected(vec3 position) {
    vec3 eye = rotation * (position - middle);
    float away = distance_ - eye.z;
    vec2 flat_ = eye.xy * distance_ / away * scale + shift;
    float depth = (away - depths.x) / (depths.y - depths.x);
    return vec4(flat_.x * away, -flat_.y * away, (2.0 * depth - 1.0) * away, away);
}
