const PAUSE_MS = 300;
const TRIES = 40;

/** The contracts know an act at once, what the platform shows follows: waits for it, for some seconds at most. */
export async function waitUntilProjected(isShown: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (await isShown()) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
