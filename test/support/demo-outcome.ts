/** What the file of the demo installation says when it is there. */
export const DEMO_READY = 'ready';
