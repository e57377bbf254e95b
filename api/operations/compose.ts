import { type BackupsServiceOptions, BackupsService } from './services/backups.ts';
import { type HealthServiceOptions, HealthService } from './services/health.ts';
import { type LogStatusOptions, LogStatusService } from './services/log-status.ts';

export interface OperationParts {
  readonly backups: BackupsServiceOptions;
  readonly logStatus: LogStatusOptions;
  readonly health: HealthServiceOptions;
}

/** What the operator sees. */
export function composeOperations({ backups, logStatus, health }: OperationParts) {
  return {
    backups: new BackupsService(backups),
    logStatus: new LogStatusService(logStatus),
    health: new HealthService(health),
  };
}
