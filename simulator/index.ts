export { startSimulator, type Simulator, type SimulatorOptions, type Truth } from './simulator.ts';
export { startPlayer, type Player, type PlayerOptions } from './player.ts';
export {
  readRecording,
  type BrokenLine,
  type NotARecording,
  type RecordedFrame,
  type RecordedSession,
  type Recording,
} from './recording.ts';
