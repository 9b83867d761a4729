// Smooths edges where one part of the ground stands before another, or before the sky, by blending
// along the edge (after FXAA, Timothy Lottes, NVIDIA 2009); nowhere else is a pixel changed.
uniform sampler2D colours; uniform sampler2D distances; uniform vec2 pixel;
out vec4 seen;

float strength(vec4 colour) {
    return dot(colour, vec4(0.30, 0.59, 0.11, 0.35));
}

float bent(vec2 at, vec2 aside) {
    return texture(distances, at + aside).r + texture(distances, at - aside).r;
}

void main() {
    vec2 at = gl_FragCoord.xy * pixel;
    seen = texture(colours, at);
    float twice = 2.0 * texture(distances, at).r;
    float bend = abs(bent(at, vec2(pixel.x, 0.0)) - twice)
        + abs(bent(at, vec2(0.0, pixel.y)) - twice);
    if (bend < 0.012) return;
    float nw = strength(texture(colours, at + vec2(-1.0, -1.0) * pixel));
    float ne = strength(texture(colours, at + vec2(1.0, -1.0) * pixel));
    float sw = strength(texture(colours, at + vec2(-1.0, 1.0) * pixel));
    float se = strength(texture(colours, at + vec2(1.0, 1.0) * pixel));
    vec2 along = vec2(sw + se - nw - ne, nw + sw - ne - se);
    float least = max((nw + ne + sw + se) * 0.03, 0.008);
    along = clamp(along / (min(abs(along.x), abs(along.y)) + least), -8.0, 8.0) * pixel;
    vec4 near = 0.5 * (texture(colours, at - along / 6.0) + texture(colours, at + along / 6.0));
    vec4 far = 0.5 * near
        + 0.25 * (texture(colours, at - 0.5 * along) + texture(colours, at + 0.5 * along));
    float own = strength(seen), reach = strength(far);
    float low = min(min(min(nw, ne), min(sw, se)), own);
    float high = max(max(max(nw, ne), max(sw, se)), own);
    seen = reach < low || reach > high ? near : far;
}
