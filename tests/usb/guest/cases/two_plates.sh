# Two plates are told apart by their serial numbers, whichever port they are in.
. tests/usb/guest/lib.sh
lifter seed=5,reps=1,ai=6
plate 1 LEFT1 channels=4
plate 2 RIGHT1 channels=4 right=1
plug 1
plug 2
until_true serial_is_there RIGHT1 || wrong 'no plates'
finish
