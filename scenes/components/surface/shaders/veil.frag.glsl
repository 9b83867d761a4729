// The ground from above, as the eye sees it; the last is how much of its lines is left.
uniform sampler2D ground; uniform sampler2D heights; uniform vec3 eye_at; uniform float span;
uniform vec3 line_colour;
in vec2 place;
out vec4 seen;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy);
    vec3 shown = texelFetch(ground, here, 0).rgb, drawn = line_colour - shown;
    float left = 1.0;
#ifdef FOG
    // The eye looks in through the top of the bank, or through its side, which is darker.
    float share = texelFetch(heights, here, 0).r;
    vec3 towards_eye = eye_at - vec3(place, share * span);
    // How far aside what is as high as all of the ground stands before a place.
    vec2 slant = towards_eye.xy / max(towards_eye.z, 0.3) * span;
    vec2 entry = place + slant * max(fog.y - share, 0.0);
    float aside = max(dot(entry, entry), 1.0);
    vec2 top = top_of_bank(entry / aside);
    vec3 fogged = mist(top.y * (1.25 - 0.25 * min(aside, 3.0)));
    float gone = hidden(place, fog.y - share, top.x);
    shown = mix(shown, fogged, gone);
    left -= gone;
#endif
#ifdef DARK
    shown = in_dark(shown, place);
    left *= left_of_light(place);
#endif
    // Lines are drawn on what is shown, from which they stand off by another colour.
    vec3 off = line_colour - shown;
    seen = vec4(dithered(shown), left * dot(drawn, off) / max(dot(off, off), 1e-4));
}
