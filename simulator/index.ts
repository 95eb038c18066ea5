export { startSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';
export { startPlayer, type Player, type PlayerOptions } from './player.ts';
export { readRecording, type Recording } from './recording.ts';
export {
  FAULTS,
  isFaultName,
  isRestFaultName,
  REST_FAULTS,
  type FaultName,
  type RestFaultName,
} from './faults.ts';
