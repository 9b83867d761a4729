vec3 dithered(vec3 colour) {
    float noise = fract(NOISE.z * fract(dot(gl_FragCoord.xy, NOISE.xy)));
    return colour + (noise - 0.5) / 255.0;
}

vec2 smoothed(vec2 t) {
    t = clamp(t, 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

// How far ground is seen face-on, by the cosine of the angle between what stands upright on it and
// the eye: where it is seen edge-on, along a ridge, lines would be specks.
float facing(float cosine) {
    float seen = 2.0 * cosine / (1.0 + cosine * cosine);
    return smoothed(vec2((seen - 0.08) * (1.0 / 0.18))).x;
}

// How strong the lines of one height are: hair-thin ones, and every fifth stronger.
float contour(float value) {
    float slope = max(fwidth(value), 1e-6);
    vec2 near = abs(fract(vec2(value, 0.2 * value) + 0.5) - 0.5) * vec2(1.0, 5.0) / slope;
    vec2 open = smoothed((0.42 - slope * vec2(1.0, 0.2)) * (1.0 / 0.26));
    vec2 lines = smoothed((vec2(1.15, 1.45) - near) * (1.0 / 1.2)) * open * vec2(0.30, 0.46);
    return max(lines.x, lines.y);
}

#ifdef CUT
uniform vec3 cut;
#endif
