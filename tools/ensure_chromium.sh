#!/bin/sh
# The browser tests need a Chromium. Installs Debian's where the user may; says so loudly where not.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    sudo -n true >/dev/null 2>&1 && as_root="sudo -n" || as_root="no"
fi
if [ "$as_root" != "no" ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests …"
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
    command -v chromium >/dev/null 2>&1 && exit 0
fi

echo "###############################################################################"
echo "# There is no Chromium and it could not be installed:                         #"
echo "# THE BROWSER TESTS ARE SKIPPED. On Debian or Ubuntu: apt-get install chromium #"
echo "###############################################################################"
[ "$WRITDESK_REQUIRE_BROWSER" = "1" ] && exit 1
exit 0
