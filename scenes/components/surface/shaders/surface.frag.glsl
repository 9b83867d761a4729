uniform sampler2D ground; uniform vec3 line_colour; uniform float levels; uniform float span;
uniform float edge;
in vec2 place; in vec2 slant; flat in vec3 value_plane; flat in vec3 value_bend;
out vec4 seen;

void main() {
    float share = value_plane.x
        + place.x * (value_plane.y + value_bend.x * place.x + value_bend.y * place.y)
        + place.y * (value_plane.z + value_bend.z * place.y);
#ifdef CUT
    if (cut.z - dot(place, cut.xy) < 0.0) discard;
#endif
    float line = contour(share * levels + 0.5) * facing(place, share * span);
    vec3 shown = mix(texture(ground, place * (0.5 / edge) + 0.5).rgb, line_colour, line);
#ifdef FOG
    // The eye looks in through the top of the bank, or through its side, which is darker.
    vec2 entry = place + slant * max(fog.y - share, 0.0);
    float aside = max(dot(entry, entry), 1.0);
    vec2 top = top_of_bank(entry / aside);
    vec3 fogged = mist(top.y * (1.25 - 0.25 * min(aside, 3.0)));
    shown = mix(shown, fogged, hidden(place, fog.y - share, top.x));
#endif
#ifdef DARK
    shown = in_dark(shown, place);
#endif
    seen = vec4(dithered(shown), 1.0);
}
