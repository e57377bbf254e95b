/** Where a test is about something else. */
export const NOTHING_TAKEN_DOWN = {
  requireVersion: async (): Promise<void> => undefined,
  requireFile: async (): Promise<void> => undefined,
};
