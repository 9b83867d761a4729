// Fog is weather: it lies in the valleys, moves with the wind and thins out above.
uniform vec4 clearing; uniform vec3 fog; uniform float seconds; uniform vec3 fog_colour;
uniform vec3 shadow; uniform float dark; uniform vec3 background;

// How the bank of fog billows at a place, about -1 to 1.
float wind(vec2 at, float t) {
    return 0.6 * sin(2.9 * at.x + 1.7 * sin(2.3 * at.y + 0.31 * t) + 0.43 * t)
        + 0.4 * sin(5.1 * at.y - 0.37 * t + 1.3 * sin(4.3 * at.x - 0.27 * t));
}

// How far a place lies beyond what is clear, from 0 to 1 over its soft edge.
float beyond(vec2 place, float frayed) {
    float t = clamp(distance(place, clearing.xy) * clearing.w + clearing.z + frayed, 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

#ifdef FOG
vec3 in_fog(vec3 colour, vec2 place, float share, float drift) {
    float away = beyond(place, fog.z * drift);
    float amount = 1.0 - exp2(-THICKNESS * max(fog.y + 0.13 * drift - share, 0.0));
    vec3 mist = mix(shadow, fog_colour, 0.80 + 0.20 * drift - 0.10 * share);
    return mix(colour, mist, THICKEST * fog.x * amount * away);
}
#endif

#ifdef DARK
float left_of_light(vec2 place) {
    return 1.0 - DARKEST * dark * beyond(place, 0.0);
}

vec3 in_dark(vec3 colour, vec2 place) {
    return mix(background, colour, left_of_light(place));
}
#endif
