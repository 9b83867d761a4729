uniform vec3 line_colour; uniform vec4 fog;
in vec2 place; in vec3 tint; in vec3 mist; flat in vec3 value_plane; flat in vec3 value_bend;
out vec4 seen;

vec3 dithered(vec3 colour) {
    float noise = fract(NOISE.z * fract(dot(gl_FragCoord.xy, NOISE.xy)));
    return clamp(colour + (noise - 0.5) / 255.0, 0.0, 1.0);
}

#ifdef HIDDEN
void main() {
    seen = vec4(dithered(tint), 1.0);
}
#else
vec2 smoothed(vec2 t) {
    t = clamp(t, 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

void main() {
    float value = value_plane.x
        + place.x * (value_plane.y + value_bend.x * place.x + value_bend.y * place.y)
        + place.y * (value_plane.z + value_bend.z * place.y);
    float slope = max(fwidth(value), 1e-6);
    vec2 near = abs(fract(vec2(value, 0.2 * value) + 0.5) - 0.5) * vec2(1.0, 5.0) / slope;
    vec2 open = smoothed((0.42 - slope * vec2(1.0, 0.2)) * (1.0 / 0.26));
    vec2 lines = smoothed((vec2(1.25, 1.55) - near) * (1.0 / 1.2)) * open * vec2(0.30, 0.42);
    float radius = length(place);
    vec2 within = vec2(1.0 - radius) / fwidth(radius);
    vec2 rim = smoothed(within * vec2(1.0 / 1.4, -1.0 / 1.4) + vec2(0.0, 3.0 / 1.4));
    float line = max(max(lines.x, lines.y), 0.55 * rim.y);
    vec3 shown = mix(tint, line_colour, line);
#ifdef FOG
    vec2 away = smoothed(vec2(distance(place, fog.xy) * fog.z - 0.45 / 0.55, 0.0));
    shown = mix(shown, mist, THICKEST * fog.w * away.x);
#endif
    seen = vec4(dithered(shown) * rim.x, rim.x);
}
#endif
