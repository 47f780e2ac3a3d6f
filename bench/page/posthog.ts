import posthog from 'posthog-js'
import type { Start } from './tracker'

/** PostHog, with nothing captured by itself. */
export const start: Start = (endpoint) => {
  posthog.init('phc_0123456789abcdef', {
    api_host: endpoint,
    autocapture: false,
    capture_pageview: false,
    capture_pageleave: false,
    disable_session_recording: true,
    disable_surveys: true,
    disable_external_dependency_loading: true,
    advanced_disable_flags: true,
    // It takes a browser without a screen for a robot, whose events it drops.
    opt_out_useragent_filter: true,
  })
  return (name, props) => void posthog.capture(name, props)
}
