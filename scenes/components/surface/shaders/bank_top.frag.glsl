// The top of the bank of fog from above: how high it billows, and how bright it is in the light.
// Two layers of billows go by at speeds and sizes of their own, so that no shape stays.
#define LARGE 0.40
#define SMALL 0.93
#define OF_LARGE 0.64
uniform sampler2D billows; uniform sampler2D ground; uniform float seconds; uniform vec2 toward_sun;
uniform float edge;
in vec2 place;
out vec4 seen;

void main() {
    vec3 large = texture(billows, LARGE * place + seconds * vec2(0.011, 0.005)).rgb;
    vec2 bent = 0.06 * large.yz;
    vec3 small = texture(billows, SMALL * place + bent + seconds * vec2(-0.009, 0.017)).rgb;
    vec3 both = mix(small, large, OF_LARGE);
    vec2 slope = mix(SMALL * (small.yz - 0.5), LARGE * (large.yz - 0.5), OF_LARGE);
    float faces = clamp(0.5 - 2.8 * dot(slope, toward_sun), 0.0, 1.0);
    // What stands out of the bank throws its shadow on it.
    float shaded_below = texture(ground, place * (0.5 / edge) + 0.5).a;
    float level = fog.y + BILLOW * (2.0 * both.x - 1.0);
    float open = smoothed(vec2((level - shaded_below + 0.10) * (1.0 / 0.22))).x;
    seen = vec4(both.x, faces * (0.24 + 0.76 * open) * (0.65 + 1.1 * both.x), 0.0, 1.0);
}
