// Fog is weather: it lies in the valleys, moves with the wind and thins out above.
uniform vec4 fog; uniform float seconds; uniform vec3 fog_colour; uniform vec3 shadow;

// How the bank of fog billows at a place, about -1 to 1.
float wind(vec2 at, float t) {
    return 0.6 * sin(2.9 * at.x + 1.7 * sin(2.3 * at.y + 0.31 * t) + 0.43 * t)
        + 0.4 * sin(5.1 * at.y - 0.37 * t + 1.3 * sin(4.3 * at.x - 0.27 * t));
}

#ifdef FOG
vec3 in_fog(vec3 colour, float share, float drift, float away) {
    float top = mix(-0.25, 1.05, fog.w) + 0.13 * drift;
    float amount = 1.0 - exp2(-THICKNESS * max(top - share, 0.0));
    vec3 mist = mix(shadow, fog_colour, 0.80 + 0.20 * drift - 0.10 * share);
    return mix(colour, mist, THICKEST * amount * away);
}
#endif
