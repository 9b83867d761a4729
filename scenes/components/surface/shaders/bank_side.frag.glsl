// How far from where the ground is cut open the side of the bank is whole, in radii.
#define CLOSED 0.35
// The side of the bank of fog, where it stands above the rim beyond.
in vec2 place; in float rise; in float below; in float face;
out vec4 seen;

void main() {
    vec2 top = top_of_bank(place * (1.0 - 1.1 * rise));
    float amount = smoothed(vec2(face)).x * hidden(place, below, top.x);
#ifdef CUT
    amount *= smoothed(vec2((cut.z - dot(place, cut.xy)) / CLOSED)).x;
#endif
#ifdef DARK
    amount *= left_of_light(place);
#endif
    seen = vec4(dithered(mist(0.8 * top.y)) * amount, amount);
}
