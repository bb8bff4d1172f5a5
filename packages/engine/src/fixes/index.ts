export { developmentFix } from './development.js';
export { productionFix } from './production.js';
