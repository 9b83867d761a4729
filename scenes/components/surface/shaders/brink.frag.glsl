uniform vec3 line_colour;
in vec2 place; in float share; in float off;
out vec4 seen;

void main() {
#ifdef CUT
    if (cut.z - dot(place, cut.xy) < -1e-3) discard;
#endif
    float amount = STRONGEST * smoothed(vec2((1.75 - abs(off)) * (1.0 / 1.4))).x;
    vec3 shown = line_colour;
#ifdef FOG
    vec2 top = top_of_bank(place);
    shown = mix(shown, mist(0.8 * top.y), hidden(place, fog.y - share, top.x));
#endif
#ifdef DARK
    shown = in_dark(shown, place);
#endif
    seen = vec4(shown * amount, amount);
}
