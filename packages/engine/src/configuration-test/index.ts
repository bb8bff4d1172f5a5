export {
  type ConfigurationTestOptions,
  directivesIn,
  type Tested,
  type TestedLayout,
  type TestingNginx,
  type TestMessage,
  testConfiguration,
  testGiven,
} from './test-configuration.js';
