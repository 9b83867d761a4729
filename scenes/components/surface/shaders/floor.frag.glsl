// How far before a cut the shadow ends.
#define SHADE 0.05
uniform float shading;
in vec2 place; in float shade;
out vec4 seen;

void main() {
    float amount = shade * shade * (3.0 - 2.0 * shade) * CAST * shading;
#ifdef DARK
    amount *= left_of_light(place);
#endif
#ifdef CUT
    amount *= smoothed(vec2((cut.z - dot(place, cut.xy)) / SHADE)).x;
#endif
    seen = vec4(shadow * amount, amount);
}
