/** The chain does not hold, or take, what the deployment plan says. */
export class DeployRefusedError extends Error {
  override readonly name = 'DeployRefusedError';
  readonly code = 'DEPLOY_REFUSED';
}
