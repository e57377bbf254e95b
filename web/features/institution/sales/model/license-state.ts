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

const ORIGINS = ['SALE', 'RENEWAL', 'SUBLICENSE', 'INVOICE'] as const;

/** Whether there are words for how a license came about. */
export function isOrigin(text: string): text is (typeof ORIGINS)[number] {
  return ORIGINS.some((origin) => origin === text);
}
