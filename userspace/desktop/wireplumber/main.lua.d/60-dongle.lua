-- SPDX-License-Identifier: GPL-2.0-only
-- Levels of the outputs of a dongle; see the README.md of the project's desktop part.
load_script("dongle-routes.lua")
