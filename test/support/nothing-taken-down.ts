/** Where a test is about something else. */
export const NOTHING_TAKEN_DOWN = {
  of: async (assetIds: readonly unknown[]): Promise<[][]> => assetIds.map(() => []),
  requireVersion: async (): Promise<void> => undefined,
  requireFile: async (): Promise<void> => undefined,
};
