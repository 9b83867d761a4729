// How far fog that spills over the brink comes down, in radii.
#ifdef SECTION
#define SPILL 0.07
#else
#define SPILL 0.42
#endif
uniform vec3 wall_colour; uniform vec3 waist_colour; uniform vec3 crest_colour;
uniform vec3 line_colour; uniform float levels; uniform float span;
uniform float plinth; uniform float skirt; uniform float shading; uniform float standing;
in vec2 place; in float height; in float below; in float light;
out vec4 seen;

void main() {
#ifdef CUT
    if (cut.z - dot(place, cut.xy) < -1e-3) discard;
#endif
    float share = height / span;
    float line = contour(share * levels + 0.5) * 0.8;
    float solid = smoothed(vec2(height / plinth + 1.0)).x;
#ifdef SECTION
    solid = max(solid, standing);
#else
    solid *= smoothed(vec2((1.0 - below / skirt) * 1.15)).x;
#endif
    vec3 stone = wall_colour;
#ifdef SECTION
    // As the ground is in the colours of its heights, so is what it is cut through.
    vec2 up = clamp(vec2(2.0 * share, 2.0 * share - 1.0), 0.0, 1.0);
    stone = mix(mix(wall_colour, waist_colour, up.x), crest_colour, up.y);
#endif
    vec3 shown = mix(shadow, stone, mix(1.0, light * (0.45 + 0.55 * solid), shading));
    shown = mix(shown, line_colour, line * (0.25 + 0.75 * light) * solid);
#ifdef FOG
    vec2 top = top_of_bank(place * (1.0 - 0.5 * below));
    float left = max(1.0 - below / (SPILL * (0.75 + 0.7 * top.x)), 0.0);
    float spilt = left * left * hidden(place, fog.y - share - below / span, top.x);
    shown = mix(shown, mist(top.y * (0.35 + 0.4 * left)), spilt);
#endif
#ifdef DARK
    shown = in_dark(shown, place);
#endif
    seen = vec4(dithered(shown) * solid, solid);
}
