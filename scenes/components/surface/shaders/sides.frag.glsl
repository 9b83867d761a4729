// What is kept of the picture towards a side, which it is multiplied by.
in float share;
out vec4 seen;

void main() {
    seen = vec4(0.0, 0.0, 0.0, share * share * (3.0 - 2.0 * share));
}
