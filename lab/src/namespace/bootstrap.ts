/**
 * What `sh` does between `unshare` and the worker: a root of its own, in memory. `/.host` is the machine as it is, `/etc` and
 * `/var` are private folders of links into it, `/run` is empty, everything else is a link. So a world's files can appear at
 * any absolute path while nothing of the machine changes. Arguments: a folder to mount on, then the command.
 */
export const bootstrap = `set -e
root=$1; shift
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$root"
mkdir "$root/.host" "$root/etc" "$root/var" "$root/run" "$root/proc"
mount --rbind / "$root/.host"
mount -t proc proc "$root/proc" 2>/dev/null || { rmdir "$root/proc"; ln -s .host/proc "$root/proc"; }
for path in /*; do
  name=\${path#/}
  case $name in etc|var|run|proc|'*') ;; *) ln -s ".host/$name" "$root/$name" ;; esac
done
for path in /etc/* /var/*; do
  case $path in */'*') continue ;; esac
  ln -s "/.host$path" "$root$path"
done
exec chroot "$root" "$@"
`;
