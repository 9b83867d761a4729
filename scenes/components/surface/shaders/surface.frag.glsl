uniform sampler2D ground; uniform vec3 line_colour; uniform float levels; uniform float edge;
in vec2 place; in float faced; flat in vec3 value_plane; flat in vec3 value_bend;
out vec4 seen;

void main() {
    float share = value_plane.x
        + place.x * (value_plane.y + value_bend.x * place.x + value_bend.y * place.y)
        + place.y * (value_plane.z + value_bend.z * place.y);
#ifdef CUT
    if (cut.z - dot(place, cut.xy) < 0.0) discard;
#endif
    float line = contour(share * levels + 0.5) * facing(faced);
    vec4 there = texture(ground, place * (0.5 / edge) + 0.5);
#ifdef VEILED
    line *= there.a;
#endif
    seen = vec4(dithered(mix(there.rgb, line_colour, line)), 1.0);
}
