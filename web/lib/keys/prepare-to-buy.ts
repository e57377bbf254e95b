/**
 * Loads what unlocks a key and signs a payment, and reads what signing takes, so that nothing of it is left between the press and
 * the purchase. What fails here is asked for again by the purchase, which says so.
 */
export async function prepareToBuy(): Promise<void> {
  try {
    const [{ prepareToPay }] = await Promise.all([
      import('../session/platform.ts'),
      import('./unlock-dialog.tsx'),
      import('./open-identity.ts'),
    ]);
    await prepareToPay();
  } catch {
    return;
  }
}
