/** Streamlit tells a component nothing of the connection; its root element does. */

const APP = '[data-testid="stApp"]';
const STATE = "data-test-connection-state";

/** Call `again` whenever a lost connection is back; returns the way to stop. */
export function whenReconnected(again) {
  const app = document.querySelector(APP);
  if (app === null) return () => {};
  let before = app.getAttribute(STATE);
  const observer = new MutationObserver(() => {
    const now = app.getAttribute(STATE);
    if (now === "CONNECTED" && before !== "CONNECTED") again();
    before = now;
  });
  observer.observe(app, { attributes: true, attributeFilter: [STATE] });
  return () => observer.disconnect();
}
