// Fog is weather: a bank that lies in the valleys, moves with the wind and spills over the rim.
// Its level is a share of the height of the ground, and so is how high it billows.
uniform vec4 clearing; uniform vec3 fog; uniform vec3 fog_lit; uniform vec3 fog_shade;
uniform vec3 shadow; uniform float dark; uniform vec3 background;
uniform sampler2D bank; uniform float bank_reach;

// How far a place lies beyond what is clear, from 0 to 1 over its soft edge.
float beyond(vec2 place, float frayed) {
    float t = clamp(distance(place, clearing.xy) * clearing.w + clearing.z + frayed, 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

#ifdef FOG
// The top of the bank at a place: how high it billows, from -1 to 1, and how bright it is.
vec2 top_of_bank(vec2 place) {
    return texture(bank, place * (0.5 / bank_reach) + 0.5).rg * vec2(2.0, 1.0) - vec2(1.0, 0.0);
}

// Towards the rim of the ground the bank thins out, from so many radii on, to a share of itself.
#define THINS 0.72
#define SPENT 1.06
#define LEAST 0.36

// How much of what lies so far below the level of the bank it hides.
float hidden(vec2 place, float below, float billow) {
    float away = beyond(place, fog.z * billow);
    float deep = max(below + BILLOW * billow - SINKING * (1.0 - away), 0.0);
    float whole = 1.0 - (1.0 - LEAST) * smoothstep(THINS, SPENT, length(place));
    return fog.x * away * whole * (1.0 - exp2(-THICKNESS * deep * deep));
}

vec3 mist(float bright) {
    return mix(fog_shade, fog_lit, bright);
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
