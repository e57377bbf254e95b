import { startEmbedded } from '../../embedded/document-store/under-test.ts';
import { describeUpgradeSteps } from './steps-behavior.ts';

describeUpgradeSteps('the embedded document store', startEmbedded);
