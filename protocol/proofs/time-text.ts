/** A block's time, whatever a header states. @param timestamp Unix seconds */
export function timeText(timestamp: number): string {
  return Number.isSafeInteger(timestamp * 1000) && timestamp >= 0 && timestamp < 253_402_300_800
    ? new Date(timestamp * 1000).toISOString()
    : `second ${timestamp}`;
}
