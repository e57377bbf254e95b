/** Places where a fault test may kill the process; each names the moment it stands for (issue 2, "kill -9"). */
export type FailPoint =
  | 'before-genesis'
  | 'after-genesis'
  | 'mid-upload'
  | 'batch-staged'
  | 'batch-taken'
  | 'records-taken'
  | 'after-manifests'
  | 'after-pin'
  | 'after-append'
  | 'after-finish'
  | 'before-seal-stored'
  | 'before-seal-swapped'
  | 'before-seal-retired'
  | 'before-seal-released'
  | 'before-anchor'
  | 'after-purchase-sent'
  | 'after-batch-sent'
  | 'after-safe-act-sent'
  | 'after-accreditor-named'
  | 'mid-fixity-run'
  | 'after-fixity-concluded'
  | 'after-fixity-appended'
  | 'take-down-content-released'
  | 'take-down-entry-erased'
  | 'take-down-fields-erased'
  | 'take-down-collected'
  | 'after-mail-sent'
  | 'after-webhook-called';

/** Told when execution reaches a fail point. In production nothing happens there. */
export interface FailPoints {
  /** Nothing happens at any: what is done for a fail point alone can be left out. */
  readonly areIdle?: boolean;
  reach(name: FailPoint): void | Promise<void>;
}
