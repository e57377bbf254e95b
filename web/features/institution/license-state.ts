interface SoldWindow {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly isRevoked: boolean;
}

/** How a license stands on a day, YYYY-MM-DD. */
export function licenseStateOf({ firstDay, lastDay, isRevoked }: SoldWindow, today: string) {
  if (isRevoked) return 'revoked';
  if (today < firstDay) return 'coming';
  return today > lastDay ? 'over' : 'live';
}
