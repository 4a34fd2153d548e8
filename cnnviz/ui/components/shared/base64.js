/** Bytes as text and back; upwards, Streamlit carries JSON only. */

export function toBase64(bytes) {
  let text = "";
  // In slices, because a call does not take any number of arguments.
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
