export { diagnoseByPlaying, type Playing } from './diagnose-by-playing.js';
