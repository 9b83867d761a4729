uniform float shading;
in float shade;
out vec4 seen;

void main() {
    float amount = shade * shade * (3.0 - 2.0 * shade) * CAST * shading;
    seen = vec4(shadow * amount, amount);
}
