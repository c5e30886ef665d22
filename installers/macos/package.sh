#!/usr/bin/env bash
# Sign Alcove.app with the hardened runtime, and make a .pkg and a .dmg of it:
#
#     installers/macos/package.sh dist/work/complete/Alcove.app VERSION OUTPUT_FOLDER
#
# The bundle is the one that "bootstrap.py package" has completed; its list of files is signed with the key of that build.
# ALCOVE_CODESIGN_IDENTITY names the "Developer ID Application" certificate, ALCOVE_INSTALLER_IDENTITY the "Developer ID
# Installer" one, ALCOVE_NOTARY_PROFILE what `notarytool store-credentials` keeps. Without them the application is signed
# for this machine alone, and nothing is notarized.
set -euo pipefail

if [ $# -ne 3 ]; then
    echo "usage: $0 Alcove.app VERSION OUTPUT_FOLDER" >&2
    exit 2
fi
application=$1 version=$2 output=$3
here=$(cd "$(dirname "$0")" && pwd)
identity=${ALCOVE_CODESIGN_IDENTITY:--}
package="$output/alcove-$version.pkg" image="$output/alcove-$version.dmg"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$output"

stamp=(--timestamp)
if [ "$identity" = - ]; then
    echo "ALCOVE_CODESIGN_IDENTITY names no certificate: signing for this machine alone" >&2
    stamp=(--timestamp=none)
fi

# From the inside outwards: a signature covers those within it. `--deep` would give libraries the entitlements too.
find "$application/Contents" -type f ! -path "*/MacOS/*" -print0 |
    while IFS= read -r -d '' file; do
        if file -b "$file" | grep -q '^Mach-O'; then
            codesign --force --options runtime "${stamp[@]}" --sign "$identity" "$file"
        fi
    done
codesign --force --options runtime "${stamp[@]}" --entitlements "$here/inherit.plist" \
    --sign "$identity" "$application/Contents/MacOS/alcove-worker"
# All but the bundle's own signature, which covers the list, and is made last.
: "${ALCOVE_SIGNING_KEY:=$(cd "$(dirname "$application")/.." && pwd)/test-signing-key.pem}"
export ALCOVE_SIGNING_KEY
contents=$(cd "$application/Contents" && pwd)
(cd "$here/../.." && .venv/bin/python -m installers.sign installation "$contents")
codesign --force --options runtime "${stamp[@]}" --entitlements "$here/entitlements.plist" \
    --sign "$identity" "$application"
codesign --verify --strict --deep "$application"
if codesign --display --entitlements - "$application" 2>/dev/null | grep -q 'security\.network'; then
    echo "$application has an entitlement for the network: it is not packed" >&2
    exit 1
fi

mkdir "$work/root"
cp -R "$application" "$work/root/Alcove.app"
signed=()
if [ -n "${ALCOVE_INSTALLER_IDENTITY:-}" ]; then
    signed=(--sign "$ALCOVE_INSTALLER_IDENTITY")
fi
pkgbuild --root "$work/root" --install-location /Applications --identifier local.alcove.Alcove \
    --version "$version" ${signed[@]+"${signed[@]}"} "$package"

ln -s /Applications "$work/root/Applications"
hdiutil create -quiet -ov -volname "Alcove $version" -srcfolder "$work/root" -format UDZO "$image"
if [ "$identity" != - ]; then
    codesign "${stamp[@]}" --sign "$identity" "$image"
fi

if [ -n "${ALCOVE_NOTARY_PROFILE:-}" ]; then
    for made in "$package" "$image"; do
        xcrun notarytool submit "$made" --keychain-profile "$ALCOVE_NOTARY_PROFILE" --wait
        xcrun stapler staple "$made"
    done
fi
printf '%s\n' "$package" "$image"
